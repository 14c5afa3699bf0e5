"""What a host should send with the files of the site: protection, what may be kept, and what each file is.

Said once here. The build writes it in the form of several hosts (`hosting`), our own server follows what the
build wrote, and the README explains it.
"""

from dataclasses import dataclass

PROTECTION = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": ", ".join(
        f"{feature}=()"
        for feature in (
            "accelerometer",
            "camera",
            "display-capture",
            "geolocation",
            "gyroscope",
            "hid",
            "idle-detection",
            "magnetometer",
            "microphone",
            "midi",
            "payment",
            "serial",
            "usb",
            "xr-spatial-tracking",
        )
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""Response headers of every file, apart from the content security policy, which the build computes."""

ONLY_IN_A_HEADER = "frame-ancestors 'none'"
"""The part of the content security policy that browsers ignore in a page's `<meta>` element."""

KEPT = "public, max-age=31536000, immutable"
"""For files whose address holds a hash of their content."""

ASKED_FOR = "no-cache"
"""For all others: kept, but used only after asking whether they are still the same."""

TRANSPORT = "Strict-Transport-Security: max-age=63072000; includeSubDomains"
"""Left to the owner of the domain, whom it binds for its lifetime: written into the files as a comment."""

CONTENT_TYPES = {
    "bin": "application/octet-stream",
    "css": "text/css",
    "csv": "text/csv",
    "gz": "application/gzip",
    "html": "text/html",
    "ico": "image/x-icon",
    "ics": "text/calendar",
    "js": "text/javascript",
    "json": "application/json",
    "map": "application/json",
    "mjs": "text/javascript",
    "png": "image/png",
    "svg": "image/svg+xml",
    "txt": "text/plain",
    "wasm": "application/wasm",
    "webmanifest": "application/manifest+json",
    "whl": "application/zip",
    "woff2": "font/woff2",
    "xml": "application/xml",
    "zip": "application/zip",
}
"""What a file is, by the ending of its name. Scripts and WebAssembly do not start when a host calls them otherwise."""


@dataclass(frozen=True)
class Block:
    """The headers of the files below a path, which ends with ``*``."""

    path: str
    headers: dict[str, str]

    def covers(self, path: str) -> bool:
        """Tell whether the path of an address lies below this one."""
        return path.startswith(self.path.removesuffix("*"))


def blocks(policy: str, root: str) -> list[Block]:
    """The headers to send, by path. Where several blocks cover a path, all of their headers count.

    ``policy`` is the content security policy of the pages; ``root`` is the path of the root page, from ``/`` to ``/``.
    """
    complete = {"Content-Security-Policy": f"{policy}; {ONLY_IN_A_HEADER}"}
    return [Block(f"{root}*", complete | PROTECTION), Block(f"{root}runtime/*", {"Cache-Control": KEPT})]


def content_type(ending: str) -> str | None:
    """What a file is, with its encoding when it is text; ``ending`` is that of its name, without the dot."""
    kind = CONTENT_TYPES.get(ending)
    return f"{kind}; charset=utf-8" if kind and kind.startswith("text/") else kind
