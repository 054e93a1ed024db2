#!/usr/bin/env bash
# What action.yml runs: lint of the files that $FILES names, with the code of the action's own checkout.
set -euo pipefail
shopt -s globstar nullglob
IFS=$' \t\n'
# Unquoted on purpose: patterns become file names here, and words that are no patterns stay as they are.
names=($FILES)
files=()
# A name that begins with a dash is a file's: neither an option nor standard input.
for name in "${names[@]}"; do
  case $name in -*) name=./$name ;; esac
  files+=("$name")
done
if [ ${#files[@]} -eq 0 ]; then
  # On one line, and without `##[`: those would be commands of the runner.
  shown=${FILES//[$'\r\n']/ }
  echo "no file matches: ${shown//'##['/'## ['}" >&2
  exit 2
fi
# /dev/stdout opened anew would cut what a file already holds.
if [ -n "${OUTPUT:-}" ]; then exec > "$OUTPUT"; fi
exec node "$GITHUB_ACTION_PATH/dist/cli/virtcolor.cjs" lint --format "$FORMAT" --severity "$SEVERITY" --fail-on "$FAIL_ON" -- "${files[@]}"
