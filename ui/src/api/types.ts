/** The shapes of the extension's API, by the names that the pages use; `schema.d.ts` is generated from the API itself. */

import type { components } from './schema';

type Schemas = components['schemas'];

export type Named = Schemas['NamedOut'];
export type TenantChoice = Schemas['OrganisationOut'];
export type Connection = Schemas['ConnectionOut'];
export type Consent = Schemas['ConsentOut'];

export type Account = Schemas['AccountOut'];
export type TaxType = Schemas['TaxTypeOut'];
export type Organisation = Schemas['OrganisationDetail'];

export type PriceSource = Schemas['PriceSource'];
export type BilledParty = Schemas['BilledParty'];
export type NumberSource = Schemas['NumberSource'];
export type AutoSync = Schemas['AutoSync'];
export type SkuClass = 'licence' | 'usage' | 'custom';
export type Settings = Schemas['SettingsBody'];
export type VersionedSettings = Schemas['SettingsOut'];

export type TaskStatus = Schemas['TaskStatus'];
export type TaskView = Schemas['View'];
export type TaskProblem = Schemas['ProblemOut'];
/** `value` is a decimal number in text; never calculate with it here. */
export type Amount = Schemas['AmountOut'];
export type XeroLink = Schemas['DocumentOut'];
export type Task = Schemas['TaskOut'];
export type TaskPage = Schemas['TaskPage'];

export type OrderItem = Schemas['ItemOut'];
export type ConnectSide = Schemas['RequestOut'];
export type DocumentLine = Schemas['LineOut'];
export type XeroDocument = Schemas['InvoiceOut'];
export type DraftChange = Schemas['ChangeOut'];
export type ChangedLine = Schemas['ChangedLineOut'];
export type FollowUp = Schemas['FollowUpOut'];
export type JournalEntry = Schemas['EntryOut'];
export type TaskDetail = Schemas['TaskDetail'];
export type Preview = Schemas['PreviewOut'];

export type Overview = Schemas['OverviewOut'];
export type SetupStep = Schemas['SetupStepOut'];
export type CurrencyWeeks = Schemas['CurrencyOut'];
export type Week = Schemas['WeekOut'];
export type Cause = Schemas['CauseOut'];
export type News = Schemas['NewsOut'];

export type Entry = Schemas['ActivityOut'];
export type EntryPage = Schemas['ActivityPageOut'];
export type EntryAbout = Schemas['About'];
export type EntryLevel = Schemas['Level'];
export type EntryShow = Schemas['Show'];
export type Who = Schemas['Actor'];
export type Session = Schemas['SessionOut'];

export type Health = Schemas['HealthOut'];
export type HealthPage = Schemas['HealthPage'];

export type CheckResult = Schemas['CheckOut'];
export type SyncResult = Schemas['SyncOut'];
