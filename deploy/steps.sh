#!/usr/bin/env bash
# The steps of the image, one by one: what deploy/Dockerfile runs, and what CI runs without Docker.
#   deploy/steps.sh [FOLDER]      publishes the site into FOLDER (default: artifacts/site), ready to run on linux-x64
set -euo pipefail
cd "$(dirname "$0")/.."
out="${1:-artifacts/site}"

# Restoring for one kind of machine writes it into the lock files; they are put back as they were.
locks=$(mktemp -d)
cp --parents src/*/packages.lock.json "$locks"
trap 'cp -r "$locks"/src . && rm -rf "$locks"' EXIT
dotnet publish src/Matchmaking.Web -c Release -r linux-x64 --no-self-contained -p:PublishReadyToRun=true -o "$out" -v quiet -nologo
test -f "$out/Matchmaking.Web.dll"

# A start without its secrets must fail with one clear line.
if message=$(ASPNETCORE_ENVIRONMENT=Production dotnet "$out/Matchmaking.Web.dll" 2>&1); then
    echo "The site started without its secrets." >&2
    exit 1
fi
[ "$(printf '%s\n' "$message" | wc -l)" -eq 1 ] || { printf 'Not one clear line:\n%s\n' "$message" >&2; exit 1; }
echo "published to $out; without secrets it says: $message"
