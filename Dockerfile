# The application for production: web nodes, worker and beat run the same image.
FROM python:3.13-slim-bookworm AS packages
COPY requirements/run.txt /build/run.txt
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir --no-deps --require-hashes -r /build/run.txt

FROM python:3.13-slim-bookworm
RUN useradd --system --uid 10001 --home-dir /data --create-home daybreak
COPY --from=packages /venv /venv
WORKDIR /srv/daybreak
COPY manage.py ./
COPY triage triage
COPY places places
COPY responders responders
COPY dispatch dispatch
COPY templates templates
COPY static static
COPY locale locale
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 DATA_DIR=/data STATIC_ROOT=/srv/static
# Collecting files needs settings, not a database: neither value is kept in the image.
RUN SECRET_KEY=collecting DATABASE_URL=postgresql://nobody@127.0.0.1:9/none python manage.py collectstatic --noinput
USER daybreak
VOLUME /data
EXPOSE 8000
CMD ["uvicorn", "dispatch.asgi:application", "--host", "0.0.0.0", "--port", "8000", "--no-access-log", "--ws-per-message-deflate", "false", "--ws-max-size", "131072", "--timeout-graceful-shutdown", "5"]
