export type Page = 'imprint' | 'privacy' | 'accessibility' | 'sources';

export const dePages: Record<Page, { title: string; text: string[] }> = {
  imprint: {
    title: 'Impressum',
    text: [
      'Für diese Installation ist keine verantwortliche Stelle eingetragen. Sie ist deshalb nur zum Ausprobieren gedacht und darf so nicht öffentlich betrieben werden.',
      'Wer sie öffentlich betreibt, muss hier Name, Anschrift, Vertretung und einen schnellen elektronischen Kontakt angeben (§ 5 DDG, § 18 MStV).',
    ],
  },
  privacy: {
    title: 'Datenschutz',
    text: [
      'Diese Seite lädt nichts von fremden Servern: Karte, Schrift und Programm kommen von der Adresse, die Sie geöffnet haben.',
      'Sie setzt keine Cookies, solange Sie sich nicht als Mitarbeiterin oder Mitarbeiter der Stadt anmelden; dann eines, das mit der Sitzung endet. Nur wenn Sie die Farben von Hand umstellen, merkt sich Ihr Browser diese eine Wahl auf Ihrem Gerät.',
      'Ausschnitt, Auswahl und Filter stehen in der Adresszeile hinter der Raute; dieser Teil der Adresse wird nicht an den Server gesendet. Was Sie ins Suchfeld tippen, geht an den Server, damit er suchen kann.',
      'Für diese Installation ist keine verantwortliche Stelle eingetragen. Eine vollständige Datenschutzerklärung muss sie nennen, ehe die Seite öffentlich betrieben wird.',
    ],
  },
  accessibility: {
    title: 'Barrierefreiheit',
    text: [
      'Alles, was die Karte zeigt, steht auch in der Liste und in den Einzelansichten. Die Seite lässt sich ganz mit der Tastatur bedienen, hat helle, dunkle und kontrastreiche Farben und unterscheidet nie allein durch Farbe.',
      'Maßstab ist die Web Content Accessibility Guideline 2.2 in der Stufe AA. Automatische Prüfungen laufen bei jeder Änderung; eine Prüfung durch Menschen mit Behinderungen steht aus.',
      'Für diese Installation ist keine Stelle eingetragen, die Hinweise auf Barrieren entgegennimmt. Wer sie öffentlich betreibt, muss hier einen Kontakt und die Durchsetzungsstelle nennen.',
    ],
  },
  sources: {
    title: 'Quellen und Lizenzen',
    text: ['Aus diesen Quellen stammen die Daten der Karte:'],
  },
};
