"""Show one article's page with what was kept, dropped and found in it, and why: `hiwar explain`.

`reading` asks the published warehouse, `segments` cuts the page so that overlapping facts never break it, `terminal`
and `page` show it.
"""
