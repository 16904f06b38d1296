/** The shapes of the extension's API, by the names that the pages use; `schema.d.ts` is generated from the API itself. */

import type { components } from './schema';

type Schemas = components['schemas'];

export type Named = Schemas['NamedOut'];
export type TenantChoice = Schemas['OrganisationOut'];
export type Connection = Schemas['ConnectionOut'];
export type Consent = Schemas['ConsentOut'];
export type OwnApp = Schemas['OwnAppOut'];
export type KeptSecret = Schemas['KeptOut'];
export type TriedApp = Schemas['TriedOut'];

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
export type Need = Schemas['NeedOut'];
export type News = Schemas['NewsOut'];

export type Entry = Schemas['ActivityOut'];
export type Session = Schemas['SessionOut'];
export type EntryPage = Schemas['ActivityPageOut'];
export type EntryAbout = Schemas['About'];
export type EntryLevel = Schemas['Level'];
export type EntryShow = Schemas['Show'];
export type Who = Schemas['Actor'];

export type Health = Schemas['HealthOut'];
export type HealthPage = Schemas['HealthPage'];

export type CheckResult = Schemas['CheckOut'];
export type SyncResult = Schemas['SyncOut'];

export type ChangedCustomers = Schemas['ChangedCustomersOut'];
export type ChangedCustomer = Schemas['ChangedCustomerOut'];
export type MappedCounts = Schemas['MappedCountsOut'];
export type Waiting = Schemas['WaitingOut'];
export type MappedCustomer = Schemas['CustomerRowOut'];
export type MappedCustomers = Schemas['CustomersOut'];
export type ContactSuggestion = Schemas['ContactSuggestionOut'];
export type ContactChoice = Schemas['ContactChoiceOut'];
export type CustomerRule = Schemas['CustomerRuleBody'];
export type MappedItem = Schemas['ProductItemOut'];
export type MappedItems = Schemas['ItemsOut'];
export type ItemSuggestion = Schemas['ItemSuggestionOut'];
export type ItemMapping = Schemas['MappingOut'];
export type XeroItem = Schemas['XeroItemOut'];
export type Fee = Schemas['FeeBody'];
export type FeeKind = Schemas['FeeKind'];
export type MappingChoices = Schemas['ChoicesOut'];
export type TrackingRule = Schemas['TrackingBody'];
export type TrackingCategory = Schemas['CategoryOut'];
export type Taxes = Schemas['TaxesOut'];
export type Importable = Schemas['ImportableOut'];
export type CustomerProfile = Schemas['ProfileBody'];
export type CellProblem = Schemas['CellProblemOut'];
export type BulkResult = Schemas['BulkOut'];

export type Causes = Schemas['CausesOut'];
export type Cause = Schemas['CauseOut'];
export type ListChoices = Schemas['ListChoicesOut'];
export type OrderFee = Schemas['FeeOut'];
export type Quote = Schemas['QuoteOut'];
export type FittingDraft = Schemas['DraftOut'];
export type Previews = Schemas['PreviewsOut'];
export type Edit = Schemas['EditBody'];
export type Edits = Schemas['EditsOut'];
export type UndoShown = Schemas['UndoOut'];
export type Undone = Schemas['UndoneOut'];
export type DocumentNow = Schemas['NowOut'];
export type DriftEnded = Schemas['DriftedOut'];
export type Ended = Schemas['EndOut'];
export type Candidates = Schemas['CandidatesOut'];
export type Candidate = Schemas['CandidateOut'];
export type Raw = Schemas['RawOut'];
export type CustomerRow = Schemas['CustomerRowOut'];
export type ProductItem = Schemas['ProductItemOut'];

export type BillingPeriod = Schemas['PeriodOut'];
export type PeriodRow = Schemas['PeriodRowOut'];
export type PeriodTotal = Schemas['PeriodTotalOut'];
export type InvoiceState = Schemas['BillingState'];
export type Upload = Schemas['UploadOut'];
export type Uploads = Schemas['UploadsOut'];
export type PostLog = Schemas['PostLogOut'];
export type Posted = Schemas['PostedOut'];

export type Comparison = Schemas['ReconcileOut'];
export type ComparisonGroup = Schemas['ComparedGroupOut'];
export type ComparisonRow = Schemas['ComparedRowOut'];
