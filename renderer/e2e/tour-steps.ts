/** The calls of the tour as the page names them, in its order, and the status that the API reference has for each. */
export const tourSteps = [
  ['Get a token', 201],
  ['List images', 200],
  ['Create an image', 201],
  ['Show the image', 200],
  ['Upload its data', 204],
  ['Download its data', 200],
  ['Deactivate the image', 204],
  ['Reactivate the image', 204],
  ['Delete the image', 204],
] as const
