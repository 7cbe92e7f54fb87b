#!/bin/sh
# Train the Arabic pipeline and write the artefact: models/ar/train.sh CORPORA [WORK]
# CORPORA holds newsfane/, aqmar/, floret/ and word_counts.tsv.gz; WORK (default build/ar) takes the intermediate files.
# PYTHON names the interpreter (default .venv/bin/python). One core, 15 to 20 minutes, about 1.5 GB of memory.
set -eu
corpora=$1
work=${2:-build/ar}
python=${PYTHON:-.venv/bin/python}
here=$(dirname "$0")
data=$work/data

if [ ! -d "$corpora/newsfane" ]; then
    echo "No corpora in $corpora: give the folder that holds newsfane/, aqmar/ and floret/." >&2
    exit 3
fi
export PYTHONPATH="$here/../.." PYTHONHASHSEED=0 OMP_NUM_THREADS="${OMP_NUM_THREADS:-1}"
"$python" "$here/prepare.py" "$corpora" "$data"
"$python" -m spacy train "$here/config.cfg" --output "$work/run" --code "$here/../../tasks/extract/arabic_tokenizer.py" \
    --paths.train "$data/train.spacy" --paths.dev "$data/dev.spacy" \
    --paths.vectors "$data/vectors" --paths.tokenizer_data "$data/tokenizer.bin"
"$python" "$here/export.py" "$work/run/model-best" "$data" "$here/../ar_hiwar_news"
