/** How a dataset is called here: its URN. In a message its name alone means the same. */
export function datasetUrn(id: string): string {
  return /^[A-Za-z0-9._-]+$/.test(id) ? `urn:qdt:dataset:${id}` : id;
}
