from docanalyzer.languages.zh import CHINESE
ENGLISH = CHINESE
