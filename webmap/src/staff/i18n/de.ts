import { deDoor } from './de-door';
import { deForm } from './de-form';
import { deOffice } from './de-office';

export const de = { ...deDoor, ...deOffice, form: deForm };
