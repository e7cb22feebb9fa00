// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

/// @notice All that the access control asks a governor, as told.
contract StubGovernor {
    address public timelock;
    uint256 public proposalInExecution;

    constructor(address initialTimelock) {
        timelock = initialTimelock;
    }

    function setProposalInExecution(uint256 proposalId) external {
        proposalInExecution = proposalId;
    }
}
