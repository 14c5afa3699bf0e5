"""The bill of materials of the site, in CycloneDX: what travels with it, file by file, and what only built it.

The same inputs give the same bytes: no time stamp, and a serial number that follows from the content.
"""

import hashlib
import re
import tomllib
import uuid
from pathlib import Path

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import ExternalReference, ExternalReferenceType, HashAlgorithm, HashType, Property, XsUri
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentScope, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

from playbook_sim.model import Rulebook
from playbook_sim.site.places import ROOT
from playbook_sim.site.shipped import NPM, PYPI, Shipped, hexadecimal, npm_lock, shipped

NAME = "sbom.cdx.json"
"""The file below the site."""

_LICENCES = LicenseFactory()
_LOCKED = re.compile(r"^([\w.-]+)==([^\s;\\]+)(.*?)(?=^[\w.-]+==|\Z)", re.MULTILINE | re.DOTALL)


class BillError(Exception):
    """A component that is said to travel with the site has no file in it; the message names it."""


def build(site: Path, rulebook: Rulebook) -> None:
    """Write the bill into ``site``, which holds all other files. Raises BillError."""
    components = [_travelling(component, site) for component in shipped()]
    travelling = {component.purl for component in components}
    bom = Bom(components=[*components, *(tool for tool in _tools() if tool.purl not in travelling)])
    bom.metadata.component = _ourselves(rulebook)
    bom.metadata.timestamp = None
    bom.register_dependency(bom.metadata.component, components)
    bom.serial_number = uuid.UUID(int=0, version=4)
    digest = hashlib.sha256(JsonV1Dot6(bom).output_as_string().encode()).hexdigest()
    bom.serial_number = uuid.uuid5(uuid.NAMESPACE_OID, digest)
    (site / NAME).write_text(JsonV1Dot6(bom).output_as_string(indent=1) + "\n", encoding="utf-8")


def _ourselves(rulebook: Rulebook) -> Component:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return Component(
        name="after-sales-playbook",
        version=project["version"],
        type=ComponentType.APPLICATION,
        bom_ref="after-sales-playbook",
        description=project["description"],
        licenses=[_LICENCES.make_from_string("MIT AND CC-BY-4.0")],
        properties=[Property(name="playbook:rulebook", value=rulebook.version)],
    )


def _travelling(component: Shipped, site: Path) -> Component:
    files = sorted({path for pattern in component.files for path in site.glob(pattern) if path.is_file()})
    if not files:
        raise BillError(f"{component.name} is said to travel with the site (shipped.py), but no file of it is there.")
    purl = PackageURL(component.kind, name=component.name, version=component.version)
    single = [_sha256(files[0])] if len(files) == 1 and not component.sha512 else []
    return Component(
        name=component.name,
        version=component.version,
        type=ComponentType.PLATFORM if component.name == "cpython" else ComponentType.LIBRARY,
        scope=ComponentScope.REQUIRED,
        bom_ref=str(purl),
        purl=purl,
        cpe=component.cpe,
        licenses=[_LICENCES.make_from_string(component.licence)],
        hashes=[HashType(alg=HashAlgorithm.SHA_512, content=component.sha512)] if component.sha512 else single,
        components=[
            *(_file(path, site, str(purl)) for path in files),
            *(
                Component(name=part, bom_ref=f"{purl}#{part}", purl=PackageURL(NPM, name=part))
                for part in component.parts
            ),
        ],
    )


def _file(path: Path, site: Path, owner: str) -> Component:
    place = path.relative_to(site).as_posix()
    return Component(name=place, type=ComponentType.FILE, bom_ref=f"{owner}#{place}", hashes=[_sha256(path)])


def _sha256(path: Path) -> HashType:
    return HashType(alg=HashAlgorithm.SHA_256, content=hashlib.sha256(path.read_bytes()).hexdigest())


def _tools() -> list[Component]:
    """What the locks name: used to build or to test, and not on the site unless it is listed there as well."""
    found = []
    for place, entry in npm_lock().items():
        purl = PackageURL(NPM, name=place.rpartition("node_modules/")[2], version=str(entry["version"]))
        found.append(_tool(purl, {HashAlgorithm.SHA_512: [hexadecimal(str(entry["integrity"]))]}))
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    for name, version, rest in _LOCKED.findall(text):
        purl = PackageURL(PYPI, name=name, version=version)
        found.append(_tool(purl, {HashAlgorithm.SHA_256: re.findall(r"sha256:([0-9a-f]{64})", rest)}))
    return list({str(tool.purl): tool for tool in found}.values())


def _tool(purl: PackageURL, hashes: dict[HashAlgorithm, list[str]]) -> Component:
    """The hashes are those of the package's archives, of which a machine takes one."""
    reference = ExternalReference(
        type=ExternalReferenceType.DISTRIBUTION,
        url=XsUri(str(purl)),
        hashes=[HashType(alg=algorithm, content=value) for algorithm, values in hashes.items() for value in values],
    )
    return Component(
        name=purl.name,
        version=purl.version,
        scope=ComponentScope.EXCLUDED,
        bom_ref=str(purl),
        purl=purl,
        external_references=[reference],
    )
