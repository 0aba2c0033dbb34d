{# Fails with the rows for which `expression` is false; unknown (null) passes. #}
{% test holds(model, expression) %}
select *
from {{ model }}
where not ({{ expression }})
{% endtest %}
