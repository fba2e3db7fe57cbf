import type { TFunction } from 'i18next'

/** What CodeMirror's search panel says, under the English words that it asks by. */
export function searchPhrases(t: TFunction): Record<string, string> {
  return {
    Find: t('requests.find.find'),
    Replace: t('requests.find.replace'),
    next: t('requests.find.next'),
    previous: t('requests.find.previous'),
    all: t('requests.find.all'),
    'match case': t('requests.find.matchCase'),
    regexp: t('requests.find.regexp'),
    'by word': t('requests.find.byWord'),
    replace: t('requests.find.replaceOne'),
    'replace all': t('requests.find.replaceAll'),
    close: t('common.close'),
    'current match': t('requests.find.currentMatch'),
    'on line': t('requests.find.onLine'),
    'replaced $ matches': t('requests.find.replacedMatches'),
    'replaced match on line $': t('requests.find.replacedOnLine'),
    'Go to line': t('requests.find.goToLine'),
    go: t('requests.find.go'),
  }
}
