# What is said on the command line goes through the environment: no shell reads it. Only from there:
# some systems have a GROUP or a TIME of their own.
said = $(if $(filter command,$(origin $(1))),$(value $(1)))
export OWN_FILE := $(call said,FILE)
export OWN_TARGET := $(call said,TARGET)
export OWN_TEXT := $(call said,TEXT)
export OWN_LABEL := $(call said,LABEL)
export OWN_TIME := $(call said,TIME)
export OWN_GROUP := $(call said,GROUP)
export OWN_YES := $(call said,YES)
unexport FILE TARGET TEXT LABEL TIME GROUP YES

.PHONY: data

help::
	@echo 'make data      look at your file : make data FILE=~/sales.csv TARGET=price'
	@echo '               of texts: make data FILE=~/reviews.csv TEXT=body LABEL=rating'
	@echo '               TIME=column or GROUP=column sets the split, YES=1 takes every suggestion'

data: with-run
	@python -m workbench.own
