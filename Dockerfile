# The app, which listens on this machine's 127.0.0.1:8501 alone, with the library in a volume:
#   docker build -t docanalyzer .
#   docker run --rm --network host -v docanalyzer:/data docanalyzer
# The command line on files of the folder at hand:
#   docker run --rm -v "$PWD:/work" -w /work docanalyzer docanalyzer analyze plan.pdf -o out
FROM python:3.12-slim AS build
WORKDIR /src
COPY . .
RUN pip wheel --no-cache-dir --no-deps --wheel-dir /wheels .

FROM python:3.12-slim
COPY --from=build /wheels /wheels
RUN pip install --no-cache-dir "$(echo /wheels/*.whl)[all]" && rm -r /wheels \
    && useradd --create-home --uid 1000 researcher && install -d -o researcher /data
USER researcher
ENV DOCANALYZER_DATABASE_URL=sqlite:////data/library.sqlite
VOLUME /data
CMD ["docanalyzer", "app", "--port", "8501"]
