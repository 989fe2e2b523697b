#!/usr/bin/env bash
# One corpus made in every way, all equal file by file. Prints a line a run; see RESULTS.md.
#   bench/matrix.sh FOLDER JDK17 JDK25 CLASSPATH [RUNNERS]      such as CLUSTER,DIRECT
# CLASSPATH is that of the module's tests: mvn -pl beam-pipelines -am test-compile dependency:build-classpath
set -eu
exec "$3/bin/java" -cp "$4" olmoe.pipelines.Matrix "$1" "$2" "$3" ${5:-}
