-- Reports about tasks are a small part of a large journal: found by their task without looking at any other.
create index record_by_task on record (subject_id, observed_on, received_at, id) where subject_kind = 'task';
