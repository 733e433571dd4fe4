"""How good the numbers are: primary data share, data quality ratings, and assurance due."""

from gxd_teach.framework.quality.assurance import (
    AssuranceDue,
    QualityDuties,
    assurance_due,
    assurance_table,
    quality_duties,
    renewal_due,
)
from gxd_teach.framework.quality.indicators import INDICATORS, data_quality_rating
from gxd_teach.framework.quality.primary_data import (
    Component,
    PrimaryDataShare,
    explain,
    from_activity,
    grid_average_electricity,
    primary_data_share,
    purchased,
)
from gxd_teach.framework.quality.ratings import (
    DataQuality,
    RatedPart,
    data_quality,
    ratings_from_pact,
)
from gxd_teach.framework.quality.scores import (
    TECHNOLOGY,
    score_geography,
    score_technology,
    score_time,
    score_time_days,
)

__all__ = [
    "INDICATORS",
    "TECHNOLOGY",
    "AssuranceDue",
    "Component",
    "DataQuality",
    "PrimaryDataShare",
    "QualityDuties",
    "RatedPart",
    "assurance_due",
    "assurance_table",
    "data_quality",
    "data_quality_rating",
    "explain",
    "from_activity",
    "grid_average_electricity",
    "primary_data_share",
    "purchased",
    "quality_duties",
    "ratings_from_pact",
    "renewal_due",
    "score_geography",
    "score_technology",
    "score_time",
    "score_time_days",
]
