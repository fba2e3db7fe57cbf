import { Kbd } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import { requestKeys } from '../lib/keys.ts'
import { Dialog } from '../ui/dialog.tsx'
import classes from './keys-dialog.module.css'

/** Every key that does something, by where it does. */
export function KeysDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('workbench')
  return (
    <Dialog title={t('keys.title')} size={820} hasFields={false} onClose={onClose}>
      <div className={classes.groups}>
        {(Object.keys(groups) as Group[]).map((group) => (
          <section key={group} aria-label={t(`keys.${group}.title`)}>
            <h3>{t(`keys.${group}.title`)}</h3>
            <dl>
              {groups[group].map(([what, keys]) => (
                <div key={what}>
                  <dt>{t(what)}</dt>
                  <dd>
                    {keys.map((each) => (
                      <Kbd key={each}>{each.replace('Page', 'Pg')}</Kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <p className={classes.hint}>{t('keys.hint')}</p>
    </Dialog>
  )
}

const groups = {
  everywhere: [
    ['keys.everywhere.palette', ['Ctrl+K']],
    ['keys.everywhere.screen', ['Alt+1', '…', 'Alt+6']],
    ['keys.everywhere.keys', ['?']],
  ],
  requests: [
    ['keys.requests.send', requestKeys.send],
    ['keys.requests.cancel', requestKeys.cancel],
    ['keys.requests.save', requestKeys.save],
    ['keys.requests.rename', requestKeys.rename],
    ['keys.requests.open', requestKeys.open],
    ['keys.requests.close', requestKeys.close],
    ['keys.requests.reopen', requestKeys.reopen],
    ['keys.requests.next', requestKeys.next],
    ['keys.requests.previous', requestKeys.previous],
    ['keys.requests.row', ['Alt+↑', 'Alt+↓']],
  ],
  tree: [
    ['keys.tree.step', ['↑', '↓', '←', '→']],
    ['keys.tree.open', ['Enter']],
    ['keys.tree.rename', ['F2']],
    ['keys.tree.duplicate', ['Ctrl+D']],
    ['keys.tree.remove', ['Delete']],
    ['keys.tree.menu', ['Shift+F10']],
  ],
  images: [
    ['keys.images.filter', ['/']],
    ['keys.images.mark', ['Space']],
    ['keys.images.markAll', ['Ctrl+A']],
    ['keys.images.remove', ['Delete']],
  ],
  transfers: [
    ['keys.transfers.pause', ['Space']],
    ['keys.transfers.retry', ['R']],
    ['keys.transfers.receipt', ['C']],
    ['keys.transfers.remove', ['Delete']],
    ['keys.transfers.priority', ['+', '-']],
    ['keys.transfers.move', ['Alt+↑', 'Alt+↓']],
  ],
} as const

type Group = keyof typeof groups
