FROM python:3.13-slim AS build

WORKDIR /src
RUN python -m venv /opt/vekha
ENV PATH=/opt/vekha/bin:$PATH

# The libraries first: they change less often than the code.
COPY requirements.lock ./
RUN pip install --no-cache-dir --require-hashes -r requirements.lock

COPY . .
RUN pip install --no-cache-dir --no-deps .


FROM python:3.13-slim

RUN groupadd --gid 10001 vekha \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /data \
        --shell /usr/sbin/nologin vekha \
    && install --directory --owner=vekha --group=vekha --mode=0750 /data

COPY --from=build /opt/vekha /opt/vekha
ENV PATH=/opt/vekha/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    VEKHA_DATABASE_URL=sqlite:////data/vekha.db \
    VEKHA_LISTEN=127.0.0.1:8081

USER 10001:10001
WORKDIR /data
VOLUME /data

STOPSIGNAL SIGTERM
HEALTHCHECK --interval=60s --timeout=10s --start-period=30s --retries=3 \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8081/health', timeout=8)"]

ENTRYPOINT ["vekha"]
CMD ["run"]
