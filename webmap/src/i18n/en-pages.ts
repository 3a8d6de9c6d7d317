import type { dePages } from './de-pages';

export const enPages: typeof dePages = {
  page: { imprint: 'Legal notice', privacy: 'Privacy', accessibility: 'Accessibility' },
  sources: { title: 'Sources and licences', text: 'The data on the map come from these sources:' },
};
