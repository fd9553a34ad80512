-- The end of a case records facts of its subject; a case that is opened again takes them out of the fold.

comment on column record.source is 'How it came: form, import, phone, operation, correction, case, demo.';
comment on column record.operation_id is 'The split, merge or move that made it; of source case, the entry of the case that gave or withdrew it.';
