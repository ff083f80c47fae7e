#!/bin/sh
# Run once by PostgreSQL's image on an empty volume: the owner of the tables, and the role everything runs as.
set -eu
psql --username "$POSTGRES_USER" --no-password --set ON_ERROR_STOP=1 \
    --set owner_password="$DAYBREAK_OWNER_PASSWORD" --set runtime_password="$DAYBREAK_DB_PASSWORD" <<'SQL'
CREATE ROLE daybreak_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE daybreak LOGIN PASSWORD :'runtime_password';
CREATE DATABASE daybreak OWNER daybreak_owner ENCODING 'UTF8' TEMPLATE template0;
SQL
