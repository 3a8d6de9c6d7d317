import type { dePages } from './de-pages';

export const enPages: typeof dePages = {
  imprint: {
    title: 'Legal notice',
    text: [
      'No responsible body has been entered for this installation. It is therefore meant for trying out only and must not be run in public as it is.',
      'Whoever runs it in public has to give a name, an address, a representative and a quick electronic contact here (§ 5 DDG, § 18 MStV).',
    ],
  },
  privacy: {
    title: 'Privacy',
    text: [
      'This page loads nothing from foreign servers: map, typeface and program come from the address you opened.',
      'It sets no cookies unless you sign in as staff of the city; then one that ends with the session. Only when you change the colours by hand does your browser remember that one choice on your device.',
      'View, selection and filters stand in the address after the hash sign; that part of the address is not sent to the server. What you type into the search field goes to the server so that it can search.',
      'No responsible body has been entered for this installation. A complete privacy notice has to name it before the page is run in public.',
    ],
  },
  accessibility: {
    title: 'Accessibility',
    text: [
      'Everything the map shows is also in the list and in the detail views. The page can be used entirely by keyboard, has light, dark and high-contrast colours and never tells things apart by colour alone.',
      'The measure is the Web Content Accessibility Guidelines 2.2, level AA. Automatic checks run with every change; a check by people with disabilities is still to come.',
      'No body has been entered for this installation that takes reports of barriers. Whoever runs it in public has to name a contact and the enforcement body here.',
    ],
  },
  sources: { title: 'Sources and licences', text: ['The data on the map come from these sources:'] },
};
