/** The columns of the list. The less room there is, the more stands below something else: the document below the state,
 * the customer and the day below the order. Of ignored orders it matters why, by whom and when. */
import type { TaskView } from '@/api/types';
import type { Column } from '@/kit/kinds';
import type { Room } from '../room';

const ORDER: Column = { key: 'order', label: 'Order', heading: true };
const CUSTOMER: Column = { key: 'customer', label: 'Customer' };
const AMOUNT: Column = { key: 'amount', label: 'Before tax', align: 'end' };
const STATUS: Column = { key: 'status', label: 'Status' };
const DOCUMENT: Column = { key: 'document', label: 'Document' };
const WHEN: Column = { key: 'when', label: 'Received' };
const ACTION: Column = { key: 'action', label: 'Action', quiet: true, align: 'end' };
const WHY: Column = { key: 'why', label: 'Why it is ignored' };
const BY: Column = { key: 'by', label: 'By' };
const SINCE: Column = { key: 'since', label: 'Since' };

const COLUMNS: Record<Room, Column[]> = {
  wide: [ORDER, CUSTOMER, AMOUNT, STATUS, DOCUMENT, WHEN, ACTION],
  middle: [ORDER, CUSTOMER, AMOUNT, STATUS, ACTION],
  narrow: [ORDER, AMOUNT, STATUS, ACTION],
};
const IGNORED: Record<Room, Column[]> = {
  wide: [ORDER, CUSTOMER, AMOUNT, WHY, BY, SINCE, ACTION],
  middle: [ORDER, CUSTOMER, AMOUNT, WHY, ACTION],
  narrow: [ORDER, AMOUNT, WHY, ACTION],
};

export const columnsOf = (view: TaskView, room: Room): Column[] => (view === 'ignored' ? IGNORED : COLUMNS)[room];
