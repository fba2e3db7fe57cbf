import { imageFacets } from '../../../shared/model/image-look.ts'
import { FacetChip } from './facet-chip.tsx'
import classes from './images.module.css'
import { ScopeChip } from './scope-chip.tsx'
import type { ImageBrowserState } from './use-image-browser.ts'
import { ViewMenu } from './view-menu.tsx'

/** What the cloud is asked for, and what is left out of its answer. */
export function FacetBar({ browser }: { browser: ImageBrowserState }) {
  return (
    <div className={classes.facets}>
      <ScopeChip browser={browser} />
      {imageFacets.map((facet) => (
        <FacetChip key={facet} facet={facet} browser={browser} />
      ))}
      <span className={classes.spring} />
      <ViewMenu browser={browser} />
    </div>
  )
}
