#!/usr/bin/env bash
# Seeded kills of whole builds; each corpus is finished afterwards and must equal the undisturbed one. See RESULTS.md.
#   bench/faults.sh FOLDER KILLS SEED CLASSPATH
# CLASSPATH is that of the module's tests: mvn -pl beam-pipelines -am test-compile dependency:build-classpath
set -eu
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp "$4" olmoe.pipelines.Faults "$1" "$2" "$3"
