-- One row a code of a code list: the labels of every code column of facts, dimensions and marts.
select
    {{ surrogate_key(['code_list', 'code']) }} as code_sk,
    code_list,
    code,
    name_zh,
    name_en
from {{ ref('stg_code_label') }}
