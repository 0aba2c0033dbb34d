-- What the codes of facts and dimensions are called.
select
    code_list,
    code,
    name_zh,
    name_en
from {{ source('vocabulary', 'code_labels') }}
