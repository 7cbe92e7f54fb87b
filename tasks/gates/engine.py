"""Great Expectations, kept in one place: its import takes seconds, so no file imports this one at its top."""

import logging
import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

os.environ["GX_ANALYTICS_ENABLED"] = "false"  # read while it is imported; Hiwar calls nobody

import great_expectations as gx
import pandas as pd
from great_expectations.core.run_identifier import RunIdentifier
from great_expectations.data_context.types.base import (
    DataContextConfig,
    InMemoryStoreBackendDefaults,
    ProgressBarsConfig,
)
from great_expectations.expectations.registry import list_registered_expectation_implementations

from tasks.gates.suites import Expectation, SuiteError

log = logging.getLogger(__name__)
logging.getLogger("great_expectations").setLevel(logging.ERROR)


def known_types() -> frozenset[str]:
    """Return the expectation types that this Great Expectations has."""
    return frozenset(list_registered_expectation_implementations())


class Session:
    """One gate of one run: validates table after table, then renders what it saw into Data Docs.

    The context lives in memory; with a `docs` folder, results and pages are kept there, run by run.
    """

    def __init__(self, gate: str, run_id: str, docs: Path | None) -> None:
        self._gate, self._run_id, self._docs = gate, run_id, docs
        self._context = gx.get_context(mode="ephemeral", project_config=_config(docs))
        self._source = self._context.data_sources.add_pandas(gate)

    def validate(self, table: str, frame: pd.DataFrame, expectations: Sequence[Expectation]) -> list[dict[str, Any]]:
        """Return the answers (success, result, exception_info) in the order of the expectations.

        Raises SuiteError when an expectation isn't taken as written.
        """
        name = f"{self._gate}-{table.replace('.', '-')}"  # a dot would make a folder of its own among the results
        asset = self._source.add_dataframe_asset(table).add_batch_definition_whole_dataframe("rows")
        try:
            built = gx.ExpectationSuite(name=name, expectations=[_config_of(e, n) for n, e in enumerate(expectations)])
        except Exception as error:  # whatever it raises, the file can't be used as written
            raise SuiteError(f"expectations/{self._gate}.json, {table}: {error}") from error
        if len(built.expectations) != len(expectations):
            raise SuiteError(f"expectations/{self._gate}.json, {table}: {len(built.expectations)} taken, not all")
        definition = gx.ValidationDefinition(name=name, data=asset, suite=self._context.suites.add(built))
        outcome = self._context.validation_definitions.add(definition).run(
            batch_parameters={"dataframe": frame},
            result_format={"result_format": "COMPLETE"},
            run_id=RunIdentifier(run_name=self._run_id),
        )
        numbered = {result.expectation_config.meta["number"]: result for result in outcome.results}
        return [
            {"success": r.success, "result": r.result or {}, "exception_info": r.exception_info or {}}
            for _, r in sorted(numbered.items())
        ]

    def close(self) -> None:
        """Render the pages of this gate. Pages that can't be rendered are no reason to stop a run: they are logged."""
        if self._docs is None:
            return
        try:
            keys = [
                key
                for key in self._context.validation_results_store.list_keys()
                if key.run_id.run_name == self._run_id
                and key.expectation_suite_identifier.name.startswith(f"{self._gate}-")
            ]
            self._context.build_data_docs(site_names=["hiwar"], resource_identifiers=keys)
        except Exception as error:
            log.warning("Data Docs of gate %s could not be built: %s", self._gate, error)


def forget_old_docs(docs: Path, keep: int) -> None:
    """Remove the Data Docs results and pages of all but the last `keep` runs (run ids sort by time)."""
    kept = sorted({path.name for path in (docs / "results").glob("*/*")})[-keep:]
    for folder in (*(docs / "results").glob("*/*"), *(docs / "site" / "validations").glob("*/*")):
        if folder.name not in kept:
            shutil.rmtree(folder, ignore_errors=True)


def _config_of(expectation: Expectation, number: int) -> dict[str, Any]:
    return {
        "type": expectation.type,
        "kwargs": dict(expectation.kwargs),
        "severity": expectation.severity,
        "meta": {"number": number},
    }


def _config(docs: Path | None) -> DataContextConfig:
    stores = InMemoryStoreBackendDefaults(init_temp_docs_sites=False)
    if docs is not None:
        stores.stores[stores.validation_results_store_name]["store_backend"] = _files(docs / "results")
        stores.data_docs_sites = {
            "hiwar": {
                "class_name": "SiteBuilder",
                "show_how_to_buttons": False,
                "site_index_builder": {"class_name": "DefaultSiteIndexBuilder"},
                "store_backend": _files(docs / "site"),
            }
        }
    return DataContextConfig(
        store_backend_defaults=stores, progress_bars=ProgressBarsConfig(globally=False), analytics_enabled=False
    )


def _files(folder: Path) -> dict[str, str]:
    return {"class_name": "TupleFilesystemStoreBackend", "base_directory": str(folder)}
