"""Import releases that are older than the imports before them, then mend what an old Anki missed; print texts as JSON.

A program of its own, run by `test_old_ankis.py` in an environment with an old Anki: it imports only `anki`.
"""

import json
import sys
import tempfile

from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest, ImportCsvRequest

ALWAYS = 1


def import_package(col, path, **options):
    request = ImportAnkiPackageRequest(package_path=path, options=ImportAnkiPackageOptions(**options))
    col.import_anki_package(request)


def answer(col):
    return [col.get_note(note_id)["Answer"] for note_id in col.find_notes('"Card id:wait-1"')]


def main(text, *packages):
    told = []
    for mend in ("always", "text"):
        col = Collection(tempfile.mkdtemp() + "/collection.anki2")
        for path in packages:
            import_package(col, path)
        told.append(answer(col))
        if mend == "always":
            import_package(col, packages[-1], update_notes=ALWAYS)
        else:
            col.import_csv(ImportCsvRequest(path=text, metadata=col.get_csv_metadata(path=text, delimiter=None)))
        told.append(answer(col))
        col.close()
    print(json.dumps(told))


main(*sys.argv[1:])
