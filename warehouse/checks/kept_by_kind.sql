-- Exactly titles, subtitles, headings and body blocks are kept.
-- severity: critical
select article_id, ordinal, kind, kept, rule
from out.block
where kept <> (kind in ('title', 'subtitle', 'heading', 'body'))
