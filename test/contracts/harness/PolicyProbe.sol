// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {IPolicyRegistry} from "../../../contracts/policy/IPolicyRegistry.sol";

/// @dev Asks a registry many questions in one call, and measures one.
contract PolicyProbe {
    struct Request {
        address participant;
        IPolicyRegistry.Target target;
        IPolicyRegistry.Action action;
        bytes32 purpose;
        uint48 time;
        IPolicyRegistry.Context context;
    }

    struct Verdict {
        bool isPermitted;
        IPolicyRegistry.Reason reason;
        uint256 policyId;
        uint256 ruleIndex;
    }

    function evaluateAll(
        IPolicyRegistry registry,
        Request[] calldata requests
    ) external view returns (Verdict[] memory verdicts) {
        verdicts = new Verdict[](requests.length);
        for (uint256 index = 0; index < requests.length; ++index) verdicts[index] = _ask(registry, requests[index]);
    }

    function gasOf(IPolicyRegistry registry, Request calldata request) external view returns (uint256 gas) {
        gas = gasleft();
        _ask(registry, request);
        gas -= gasleft();
    }

    function _ask(IPolicyRegistry registry, Request calldata asked) private view returns (Verdict memory verdict) {
        (verdict.isPermitted, verdict.reason, verdict.policyId, verdict.ruleIndex) = registry.evaluate(
            asked.participant,
            asked.target,
            asked.action,
            asked.purpose,
            asked.time,
            asked.context
        );
    }
}
