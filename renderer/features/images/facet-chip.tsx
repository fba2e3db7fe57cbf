import { Menu, UnstyledButton } from '@mantine/core'
import { IconCloud } from '@tabler/icons-react'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'

import type { ImageFacet } from '../../../shared/model/image-look.ts'
import { isAskedOfCloud } from './image-look.ts'
import { countFacet } from './image-rows.ts'
import classes from './images.module.css'
import type { ImageBrowserState } from './use-image-browser.ts'

interface FacetChipProps {
  facet: ImageFacet
  browser: ImageBrowserState
}

/** One property to narrow the list by, as a menu of the values that occur. A cloud on it: the cloud leaves out the rest. */
export function FacetChip({ facet, browser }: FacetChipProps) {
  const { t } = useTranslation()
  const { view, changeLook } = browser
  const name = t(`images.facet.${facet}`)
  const chosen = view.choice[facet]
  const isAsked = isAskedOfCloud(view, facet)

  function choose(value: string) {
    changeLook({ choice: { ...view.choice, [facet]: value === any ? null : value } })
  }

  return (
    <Menu position="bottom-start" withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <UnstyledButton
          className={classes.chip}
          data-chosen={chosen !== null || undefined}
          title={chosen === null ? name : t(isAsked ? 'images.facet.byCloud' : 'images.facet.byPage')}
        >
          {isAsked && <IconCloud size={12} className={classes.chipIcon} aria-hidden />}
          {chosen === null ? name : `${name}: ${labelOf(t, browser, facet, chosen)}`}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown className={classes.facet}>
        <Menu.RadioGroup value={chosen ?? any} onChange={choose}>
          <Menu.RadioItem value={any} closeMenuOnClick>
            {t('images.facet.any')}
          </Menu.RadioItem>
          <FacetValues facet={facet} browser={browser} />
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  )
}

// No value of a facet is empty.
const any = ''
const valuesShown = 100

// A component of its own, so that nothing is counted until the menu is open.
function FacetValues({ facet, browser }: FacetChipProps) {
  const { t, i18n } = useTranslation()
  return countFacet(browser.list.images, facet)
    .slice(0, valuesShown)
    .map(([value, count]) => (
      <Menu.RadioItem
        key={value}
        value={value}
        closeMenuOnClick
        rightSection={<span className={classes.facetCount}>{count.toLocaleString(i18n.language)}</span>}
      >
        {labelOf(t, browser, facet, value)}
      </Menu.RadioItem>
    ))
}

function labelOf(t: TFunction, { cloud }: ImageBrowserState, facet: ImageFacet, value: string): string {
  if (facet === 'protected') return value === 'yes' ? t('common.yes') : t('common.no')
  if (facet !== 'owner' || value !== cloud.session.project?.id) return value
  return t('images.facet.mine', { project: cloud.session.project.name })
}
