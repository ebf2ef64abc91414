# What is said on the command line goes through the environment: no shell reads it. Only from there:
# some systems have a GROUP or a TIME of their own.
said = $(if $(filter command,$(origin $(1))),$(value $(1)))
export OWN_FILE := $(call said,FILE)
export OWN_TARGET := $(call said,TARGET)
export OWN_TIME := $(call said,TIME)
export OWN_GROUP := $(call said,GROUP)
export OWN_YES := $(call said,YES)
unexport FILE TARGET TIME GROUP YES

.PHONY: data

help::
	@echo 'make data      look at your table: make data FILE=~/sales.csv TARGET=price'
	@echo '               TIME=column or GROUP=column sets the split, YES=1 takes every suggestion'

data: with-run
	@python -m workbench.own
