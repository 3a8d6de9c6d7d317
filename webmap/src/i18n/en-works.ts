import type { deWorks } from './de-works';

const streets = (n: number) => (n === 0 ? '' : n === 1 ? ', 1 street affected' : `, ${n} streets affected`);

export const enWorks: typeof deWorks = {
  phaseKind: {
    utility: 'Utilities',
    demolition: 'Demolition',
    surface: 'Surface',
    furniture: 'Street furniture',
    planting: 'Planting',
    remaining_works: 'Remaining works',
    defects: 'Repair of defects',
  },
  sectionStatus: {
    idea: 'idea',
    scheduled: 'scheduled',
    active: 'under construction',
    suspended: 'suspended',
    surface_open: 'open, remaining works',
    completed: 'completed',
    warranty: 'under warranty',
    planned: 'planned',
    done: 'done',
    cancelled: 'cancelled',
  },
  strip: { full: 'full width', side_left: 'left side', side_right: 'right side', middle: 'middle' },
  pedestrian: { open: 'open', narrowed: 'narrowed', one_side: 'one side only', closed: 'closed' },
  vehicle: { open: 'open', local_access: 'residents only', closed: 'closed' },
  section: (label) => `Section ${label}`,
  project: 'Project',
  period: 'Period',
  streetsTouched: 'Streets',
  impacts: 'Effects',
  onFoot: 'On foot',
  passage: 'Passage at least',
  byCar: 'By car',
  noise: 'Disturbance',
  parkingLost: 'Parking spaces lost',
  contact: 'Responsible',
  lastConfirmed: 'Last confirmed',
  toPage: 'Page to print and share, calendar, feed',
  resumes: (date) => `Expected to resume on ${date}`,
  doubtful: 'The planned end has passed, completion has not been reported yet.',
  phases: 'Phases',
  timeline: 'Schedule',
  timelineNote: (from, to, today) => `Schedule from ${from} to ${to}; the vertical line is ${today}.`,

  atDate: 'Date',
  slider: 'Day on the time line',
  periodLength: 'Period',
  previousChange: 'Previous change',
  nextChange: 'Next change',
  backToToday: 'Back to today',
  twoDays: 'Compare two days',
  oneDay: 'End comparison',
  worksOn: (date, current, future, until) => {
    const now =
      current === 0
        ? 'no section under construction'
        : current === 1
          ? '1 section under construction'
          : `${current} sections under construction`;
    const soon =
      until === ''
        ? ''
        : future === 0
          ? `, none begins by ${until}`
          : future === 1
            ? `, 1 begins by ${until}`
            : `, ${future} begin by ${until}`;
    return `On ${date}: ${now}${soon}`;
  },
  phaseSummary: (i, n, range, touched) => `Phase ${i} of ${n}: ${range}${streets(touched)}`,
  sectionSummary: (range, touched) => `${range}${streets(touched)}`,
  dayBefore: (n) => (n === 1 ? 'begins tomorrow' : `begins in ${n} days`),
  daysLeft: (n) => (n <= 0 ? 'last day' : n === 1 ? '1 day left' : `${n} days left`),
  endedAgo: (n) => (n === 1 ? 'finished yesterday' : `finished ${n} days ago`),
};
