# The tag is the runner's version: the platform refuses any other (it compares this line with the running runner).
FROM cloudblueconnect/connect-extension-runner:43.1

WORKDIR /extension
COPY pyproject.toml constraints.txt README.md LICENSE ./
COPY connect_ext connect_ext
# The image's entry point runs `poetry install` again at start; with everything in place that is a matter of seconds.
RUN pip install --no-cache-dir --constraint constraints.txt .

CMD ["cextrun"]
