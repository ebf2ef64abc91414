# What names the file goes through the environment: no shell reads it.
export OWN_FILE := $(value FILE)
export OWN_TARGET := $(value TARGET)
export OWN_TIME := $(value TIME)
export OWN_GROUP := $(value GROUP)
export OWN_YES := $(value YES)
unexport FILE TARGET TIME GROUP YES

.PHONY: data

help::
	@echo 'make data      look at your table, and write conf/data/own.yaml: make data FILE=~/sales.csv TARGET=price'
	@echo '               TIME=column or GROUP=column sets the split, YES=1 takes every suggestion'

data: with-run
	@python -m workbench.own
