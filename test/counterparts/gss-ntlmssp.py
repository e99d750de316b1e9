"""Answers NTLM messages as GSSAPI's mechanism gss-ntlmssp judges them.

Reads one JSON object a line: {"token": base64, "bindings": base64 or null, "fresh": bool}.
Writes {"token": base64} for a challenge, {"accepted": name} or {"refused": reason}.
NTLM_USER_FILE holds DOMAIN:user:password lines.
"""
import base64
import json
import sys

import gssapi
from gssapi.raw import ChannelBindings

ntlmssp = gssapi.OID.from_int_seq("1.3.6.1.4.1.311.2.2.10")
context = None

for line in sys.stdin:
    message = json.loads(line)
    try:
        if message["fresh"]:
            bindings = message["bindings"]
            credentials = gssapi.Credentials(usage="accept", mechs=[ntlmssp])
            context = gssapi.SecurityContext(
                usage="accept",
                creds=credentials,
                channel_bindings=None
                if bindings is None
                else ChannelBindings(application_data=base64.b64decode(bindings)),
            )
        token = context.step(base64.b64decode(message["token"]))
        if context.complete:
            print(json.dumps({"accepted": str(context.initiator_name)}), flush=True)
        else:
            print(json.dumps({"token": base64.b64encode(token).decode()}), flush=True)
    except gssapi.exceptions.GSSError as error:
        print(json.dumps({"refused": str(error).splitlines()[0]}), flush=True)
