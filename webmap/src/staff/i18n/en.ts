import { enDoor } from './en-door';
import { enForm } from './en-form';
import { enOffice } from './en-office';
import type { StaffTexts } from './index';

export const en: StaffTexts = { ...enDoor, ...enOffice, form: enForm };
