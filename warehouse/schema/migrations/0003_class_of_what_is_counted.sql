-- What a figure counts gets one word for all languages; figures of before have none until they are extracted again.
alter table core.figure add column counted_class varchar;
