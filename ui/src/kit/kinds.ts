/** Small types that several parts of the kit share. */
export type Tone = 'neutral' | 'info' | 'good' | 'warn' | 'bad';

export interface Option { value: string; label: string; disabled?: boolean; about?: string }
/** Of a search; `more`: there are others that match. */
export interface Found { options: Option[]; more: boolean }
export interface OptionGroup { group: string; options: Option[] }

export interface Choice { value: string; label: string; hint?: string; badge?: string; disabled?: boolean }
export interface Segment {
  value: string;
  label: string;
  /** Text where it is not exact. */
  count?: number | string;
  tone?: Tone;
}

export type RowId = string | number;
export interface Row { id: RowId }

export interface Column {
  /** Names the slot `cell-<key>`; without a slot the row's own value under this key is shown. */
  key: string;
  label: string;
  align?: 'start' | 'end';
  /** `heading` is the row's name: a row header, and the button that opens the row when the table is openable. */
  heading?: boolean;
  /** The label is for ears only, such as that of a column of buttons. */
  quiet?: boolean;
  /** As narrow as its content. */
  snug?: boolean;
}

export interface TimelineEntry { at: string; title: string; detail?: string | null; actor?: string | null; tone?: Tone }
export interface MenuItem {
  label: string;
  href: string;
}
/** An entry that does something instead of leading somewhere. */
export interface MenuAct { label: string; act: string }
export interface Fact { key: string; label: string; value?: string | null }
