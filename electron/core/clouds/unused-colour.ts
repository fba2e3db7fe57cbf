import { type CloudColour, cloudColour } from '../../../shared/model/cloud.ts'

/** The colour that the fewest clouds have, so that two are told apart for as long as colours last. */
export function unusedColour(inUse: readonly CloudColour[]): CloudColour {
  const countOf = (colour: CloudColour) => inUse.filter((used) => used === colour).length
  return cloudColour.options.reduce((best, colour) => (countOf(colour) < countOf(best) ? colour : best))
}
