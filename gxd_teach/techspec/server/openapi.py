"""The exchange's description of itself in OpenAPI 3.1: what it takes and what it answers.

https://spec.openapis.org/oas/v3.1.0. The data models are this package's own (PACT Technical
Specifications v2.3 and v3.0.3, WBCSD, restated); tests ask every operation as it is described
here and hold the answers against it.
"""

from __future__ import annotations

from typing import Any

from pydantic.json_schema import models_json_schema

from gxd_teach.techspec.records.v3 import SPEC_VERSION, ProductFootprint
from gxd_teach.techspec.server.operations import OPERATIONS, Operation

__all__ = ["describe"]

_SCHEMAS = "#/components/schemas/"
_OAUTH_ERROR = {
    "type": "object",
    "required": ["error", "error_description"],
    "properties": {
        "error": {
            "enum": ["invalid_request", "unsupported_grant_type", "invalid_client"],
        },
        "error_description": {"type": "string"},
    },
}
_REFUSAL = {
    "type": "object",
    "required": ["code", "message"],
    "additionalProperties": False,
    "properties": {
        "code": {
            "enum": [
                "BadRequest", "AccessDenied", "NotFound", "NoSuchFootprint", "NotImplemented",
                "TokenExpired", "InternalError",
            ],
        },
        "message": {"type": "string"},
    },
}  # fmt: skip
_TOKEN = {
    "type": "object",
    "required": ["access_token", "token_type", "expires_in"],
    "properties": {
        "access_token": {"type": "string"},
        "token_type": {"const": "Bearer"},
        "expires_in": {"type": "integer", "minimum": 0},
    },
}
_DISCOVERY = {
    "type": "object",
    "required": ["issuer", "token_endpoint"],
    "properties": {
        "issuer": {"type": "string", "format": "uri"},
        "token_endpoint": {"type": "string", "format": "uri"},
    },
}
_EVENT = {
    "type": "object",
    "required": ["specversion", "id", "source", "type", "data"],
    "properties": {
        "specversion": {"const": "1.0"},
        "id": {"type": "string", "minLength": 1},
        "source": {"type": "string"},
        "time": {"type": "string", "format": "date-time"},
        "type": {"type": "string"},
        "data": {"type": "object"},
    },
}


def describe() -> dict[str, Any]:
    """The OpenAPI document as plain values.

    >>> sorted(describe()["paths"])[0]
    '/{company}/.well-known/openid-configuration'
    """
    from gxd_teach.techspec.records.v2 import ProductFootprintV2

    _, models = models_json_schema(
        [(ProductFootprint, "serialization"), (ProductFootprintV2, "serialization")],
        ref_template=_SCHEMAS + "{model}",
    )
    schemas: dict[str, Any] = models["$defs"]
    paths: dict[str, Any] = {}
    for operation in OPERATIONS:
        paths.setdefault(f"/{{company}}{operation.path}", {})[operation.method.lower()] = (
            _operation(operation)
        )
    return {
        "openapi": "3.1.0",
        "info": {"title": "PACT footprint exchange", "version": SPEC_VERSION},
        "paths": paths,
        "components": {
            "schemas": schemas
            | {"Refusal": _REFUSAL, "OAuthError": _OAUTH_ERROR, "Token": _TOKEN}
            | {"Discovery": _DISCOVERY, "CloudEvent": _EVENT},
            "securitySchemes": {
                "bearer": {"type": "http", "scheme": "bearer"},
                "client": {"type": "http", "scheme": "basic"},
            },
        },
    }


def _operation(operation: Operation) -> dict[str, Any]:
    parameters: list[dict[str, Any]] = [_in_path("company", "fict-chassis")]
    if "{id}" in operation.path:
        parameters.append(_in_path("id", "f81d4fae-7dec-41d0-8765-00a0c91e6bf6"))
    for one in operation.parameters:
        value: dict[str, Any] = {"type": "string"}
        if one.name == "limit":
            value = {"type": "integer", "minimum": 1}
        elif one.name.startswith("valid"):
            value = {"type": "string", "format": "date-time"}
        parameters.append(
            {
                "name": one.name,
                "in": "query",
                "description": f"{one.en} / {one.ja}",
                "schema": {"type": "array", "items": value} if one.many else value,
            }
        )
    described: dict[str, Any] = {
        "operationId": f"{operation.name.replace(' ', '')}{operation.version or ''}",
        "summary": operation.name,
        "description": f"{operation.en}. / {operation.ja}。",
        "parameters": parameters,
        "responses": {"200": _success(operation)}
        | {str(status): _answer("Refusal", f"HTTP {status}") for status in operation.refusals},
        "security": [{"bearer": []}] if operation.version else [],
    }
    if operation.name == "Authenticate":
        described["security"] = [{"client": []}]
        described["requestBody"] = _body("application/x-www-form-urlencoded", _FORM)
        for status in ("400", "401"):
            described["responses"][status] = _answer("OAuthError", "no token")
    if operation.name == "Events":
        described["requestBody"] = _body(
            "application/cloudevents+json", {"$ref": f"{_SCHEMAS}CloudEvent"}
        )
    if 400 not in operation.refusals and operation.name != "Authenticate":
        described["responses"]["400"] = _answer("Refusal", "HTTP 400")
    return described


_FORM = {
    "type": "object",
    "required": ["grant_type"],
    "properties": {"grant_type": {"const": "client_credentials"}},
}


def _success(operation: Operation) -> dict[str, Any]:
    if operation.name == "Events":
        return {"description": "taken"}
    if operation.name == "Authenticate":
        return _answer("Token", "an access token")
    if operation.version is None:
        return _answer("Discovery", "where tokens are")
    name = "ProductFootprint" if operation.version == 3 else "ProductFootprintV2"
    one: dict[str, Any] = {"$ref": _SCHEMAS + name}
    many = operation.name == "ListFootprints"
    data = {"type": "array", "items": one} if many else one
    schema = {"type": "object", "required": ["data"], "properties": {"data": data}}
    answer = {"description": "footprints", "content": {"application/json": {"schema": schema}}}
    if many:
        link = {"description": 'rel="next": the following page', "schema": {"type": "string"}}
        answer["headers"] = {"Link": link}
    return answer


def _answer(schema: str, description: str) -> dict[str, Any]:
    content = {"application/json": {"schema": {"$ref": _SCHEMAS + schema}}}
    return {"description": description, "content": content}


def _body(kind: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"required": True, "content": {kind: {"schema": schema}}}


def _in_path(name: str, example: str) -> dict[str, Any]:
    kind = {"type": "string", "minLength": 1}
    return {"name": name, "in": "path", "required": True, "schema": kind, "example": example}
