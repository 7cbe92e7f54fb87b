-- Speakers whom the text describes and does not name; quotations of before have none until they are extracted again.
alter table core.quote add column described_speaker varchar;
