# What is said on the command line goes through the environment: no shell reads it. Only from there:
# every system has a USER of its own.
said = $(if $(filter command,$(origin $(1))),$(value $(1)))
export OWN_FILE := $(call said,FILE)
export OWN_USER := $(call said,USER)
export OWN_ITEM := $(call said,ITEM)
export OWN_RATING := $(call said,RATING)
export OWN_TIME := $(call said,TIME)
export OWN_YES := $(call said,YES)
unexport FILE ITEM RATING TIME YES
ifneq ($(call said,USER),)
unexport USER
endif

.PHONY: data

help::
	@echo 'make data      look at your ratings: make data FILE=~/ratings.csv USER=customer ITEM=sku'
	@echo '               RATING=column TIME=column, or none; YES=1 takes every suggestion'

data: with-run
	@python -m workbench.own
