"""Secrets become variables, files that are secrets stay behind, and nothing is rewritten when they shall be kept."""

from __future__ import annotations

from reberth.model.application import ApplicationFacts
from reberth.model.evidence import Evidence
from reberth.model.plan import CarriedOver, Exclusion, LeftOut, Undecided
from reberth.model.secret import SecretRef
from reberth.model.selection import Selection
from reberth.planning.planner import make_plan
from tests.support.inventories import application, inventory, ref, secret, site

CONFIG = r"C:\web\web.config"
COMMENT = SecretRef(
    "credential", ref(CONFIG), "", "comment()@9", "", "comment()", Evidence("file", CONFIG, "comment()", 9)
)
FACTS = ApplicationFacts(
    "S",
    "/",
    secrets=(
        secret(CONFIG, "Main"),
        secret(r"C:\web\sub\web.config", "main"),
        secret(r"C:\web\sub\web.config", "Küche & Bad"),
        secret(CONFIG, "PaymentApiKey", "app-setting", "value"),
        secret(CONFIG, "machineKey validationKey", "machine-key", "validationKey"),
        secret(CONFIG, "network", "smtp", "password"),
        secret(CONFIG, "日本", "credential", "password"),
        secret(CONFIG, "x" * 100, "encrypted-value", "a"),
        secret(CONFIG, "secure", "protected-section", ""),
        COMMENT,
        secret(r"C:\web\key.pfx", "key.pfx", "secret-file", ""),
        secret(r"C:\web\admin\web.config", "Admin"),
    ),
)
SITES = site("S", application("/", r"C:\web"), application("/admin", r"C:\web\admin"))
SERVER = SecretRef(
    "credential",
    ref(CONFIG),
    "system.applicationHost/applicationPools",
    "add",
    "password",
    "P",
    Evidence("file", "h", "p", 5),
)


def test_names_of_variables() -> None:
    plan = make_plan(inventory(SITES, applications=[FACTS]), Selection(sites=("S/",)))
    assert [item.variable for item in plan.secrets] == sorted(
        [
            *(
                "APPSETTING_PAYMENTAPIKEY",
                "CONNECTIONSTRING_ADMIN",
                "CONNECTIONSTRING_KUCHE_BAD",
                "CONNECTIONSTRING_MAIN",
            ),
            *(
                "CONNECTIONSTRING_MAIN_2",
                "MACHINEKEY_VALIDATIONKEY",
                "SECRET_PASSWORD",
                f"SECRET_{'X' * 60}",
            ),
            *("SECTION_SECURE", "SMTP_NETWORK_PASSWORD"),
        ]
    )


def test_rewrites_and_exclusions() -> None:
    [root] = make_plan(inventory(SITES, applications=[FACTS]), Selection(sites=("S/admin",))).contents
    assert [(item.file, len(item.values)) for item in root.rewrites] == [
        ("\\admin\\web.config", 1),
        ("\\sub\\web.config", 2),
        ("\\web.config", 7),
    ]
    assert root.exclusions == (Exclusion("\\key.pfx", "plan.secret-file"),)


def test_every_secret_has_one_fate() -> None:
    elsewhere = ApplicationFacts("T", "/", secrets=(secret(r"D:\t\web.config", "T"),))
    other = site("T", application("/", r"D:\t"), bindings=("http *:81:",))
    server = inventory(SITES, other, applications=[FACTS, elsewhere], secrets=[SERVER])
    site_only = make_plan(server, Selection(sites=("S/",)))
    fates = [item for item in site_only.outcomes if item.kind == "secret"]
    places = [item.evidence for fate in fates for item in [fate]]
    wanted = [(item.evidence,) for item in (*FACTS.secrets, *elsewhere.secrets, SERVER)]
    assert sorted(map(repr, places)) == sorted(map(repr, wanted))
    codes = {getattr(item, "code", "") for item in fates}
    assert codes == {"", "plan.secret-file", "plan.secret-comment", "plan.server-secret", "selection.not-chosen"}
    assert len([item for item in fates if isinstance(item, CarriedOver)]) == 10
    assert [item.name for item in fates if isinstance(item, LeftOut)][
        -1
    ] == r"D:\t\web.config /configuration/T connectionString"


def test_a_folder_that_stays_behind_takes_its_secrets_along() -> None:
    chosen = site("S", application("/", r"C:\web"), application("/admin", r"C:\web\admin"), application("/b", r"C:\b"))
    plan = make_plan(inventory(chosen, applications=[FACTS]), Selection(sites=("S/b",)))
    assert "CONNECTIONSTRING_ADMIN" not in {item.variable for item in plan.secrets}
    [left] = [
        item for item in plan.outcomes if isinstance(item, LeftOut) and item.evidence == (FACTS.secrets[-1].evidence,)
    ]
    assert left.code == "selection.not-chosen"


def test_keeping_secrets_rewrites_and_excludes_nothing() -> None:
    plan = make_plan(inventory(SITES, applications=[FACTS]), Selection(keep_secrets=True))
    [root] = plan.contents
    assert (root.rewrites, root.exclusions, plan.secrets) == ((), (), ())
    asked = [item for item in plan.outcomes if item.kind == "secret"]
    assert [item.name for item in asked if isinstance(item, Undecided) and item.code == "plan.secret-kept"] == [
        r"C:\web\admin\web.config",
        r"C:\web\key.pfx",
        r"C:\web\sub\web.config",
        CONFIG,
    ]
    assert len([place for item in asked for place in item.evidence]) == len(FACTS.secrets)


def test_variables_stay_unique_over_roots() -> None:
    facts = ApplicationFacts("S", "/", secrets=(secret(r"C:\a\web.config", "Main"), secret(r"C:\b\web.config", "MAIN")))
    sites = site("S", application("/", r"C:\a"), application("/b", r"C:\b"))
    plan = make_plan(inventory(sites, applications=[facts]), Selection())
    assert [item.variable for item in plan.secrets] == ["CONNECTIONSTRING_MAIN", "CONNECTIONSTRING_MAIN_2"]
    assert [root.rewrites[0].values[0].variable for root in plan.contents] == [
        "CONNECTIONSTRING_MAIN",
        "CONNECTIONSTRING_MAIN_2",
    ]


def test_a_name_is_used_once_over_all_folders() -> None:
    facts = [ApplicationFacts("S", "/", secrets=(secret(rf"D:\{name}\web.config", "Main"),)) for name in "abc"]
    sites = [site(name, application("/", rf"D:\{name}"), bindings=(f"http *:80:{name}.example",)) for name in "abc"]
    plan = make_plan(inventory(*sites, applications=facts), Selection())
    values = [value.variable for root in plan.contents for change in root.rewrites for value in change.values]
    assert values == ["CONNECTIONSTRING_MAIN", "CONNECTIONSTRING_MAIN_2", "CONNECTIONSTRING_MAIN_3"]
