"""The headers of `headers` as files that hosts read: `_headers` for Netlify and Cloudflare Pages, a part for nginx."""

import re
from pathlib import Path
from urllib.parse import urlsplit

from playbook_sim.site.headers import ASKED_FOR, CONTENT_TYPES, TRANSPORT, Block, blocks

NETLIFY = "_headers"
NGINX = "_nginx.conf"

_COMPRESSED = (
    "application/json",
    "application/manifest+json",
    "application/wasm",
    "application/xml",
    "image/svg+xml",
    "text/calendar",
    "text/css",
    "text/javascript",
    "text/plain",
)


def build(out: Path, site_url: str, policy: str) -> None:
    """Write the files into ``out``.

    ``site_url`` is the address of the root page, with a slash at its end; ``policy`` the content security policy
    of the pages.
    """
    root = urlsplit(site_url).path
    wanted = blocks(policy, root)
    (out / NETLIFY).write_text(_netlify(wanted), encoding="utf-8")
    (out / NGINX).write_text(_nginx(wanted, root), encoding="utf-8")


def read(directory: Path) -> list[Block]:
    """Read the headers that a build wrote into ``directory``, their paths taken from the root page on."""
    path = directory / NETLIFY
    found: list[Block] = []
    for line in path.read_text(encoding="utf-8").splitlines() if path.is_file() else ():
        if line.startswith("/"):
            found.append(Block(line, {}))
        elif line.startswith("  "):
            name, _, value = line.strip().partition(": ")
            found[-1].headers[name] = value
    # The first block is that of all files, so its path is where the site was built to live.
    root = found[0].path.removesuffix("*") if found else "/"
    return [Block(f"/{block.path.removeprefix(root)}", block.headers) for block in found]


def _netlify(wanted: list[Block]) -> str:
    """Both hosts join the values of a header that two blocks give; without `Cache-Control` both ask again."""
    written = [
        f"{block.path}\n" + "".join(f"  {name}: {value}\n" for name, value in block.headers.items()) for block in wanted
    ]
    return "\n".join(
        [
            "# Made by the build, for Netlify and Cloudflare Pages. To bind the domain to HTTPS, add below /*:",
            f"#   {TRANSPORT}",
            *written,
        ]
    )


def _nginx(wanted: list[Block], root: str) -> str:
    """Directives for one `server`, none of them in a location: those would leave the headers out."""
    everywhere, *others = wanted
    name, _, value = TRANSPORT.partition(": ")
    texts = sorted({kind for kind in CONTENT_TYPES.values() if kind.startswith("text/")} - {"text/html"})
    lines = [
        "# Made by the build, for nginx. In the server { } that has the site as its root, say",
        f"#     include /where/the/site/is/{NGINX};",
        "index index.html;",
        f"error_page 404 {root}404.html;",
        *(f"location = {root}{file} {{ return 404; }}" for file in (NETLIFY, NGINX)),
        "",
        *(f'add_header {name} "{value}" always;' for name, value in everywhere.headers.items()),
        "# To bind the domain to HTTPS:",
        f'# add_header {name} "{value}" always;',
        "",
        f'set $playbook_kept "{ASKED_FOR}";',
        *(_kept(block) for block in others),
        "add_header Cache-Control $playbook_kept;",
        "",
        "types {",
        *(f"    {kind} {ending};" for ending, kind in CONTENT_TYPES.items()),
        "}",
        "charset utf-8;",
        f"charset_types {' '.join(texts)};",
        "",
        "gzip on;",
        "gzip_static on;",
        "gzip_vary on;",
        f"gzip_types {' '.join(_COMPRESSED)};",
    ]
    return "\n".join(lines) + "\n"


def _kept(block: Block) -> str:
    """How long the files of a block are kept. Not sent with an error: what is missing may be there in a minute."""
    path = re.escape(block.path.removesuffix("*"))
    return f'if ($uri ~ "^{path}") {{ set $playbook_kept "{block.headers["Cache-Control"]}"; }}'
