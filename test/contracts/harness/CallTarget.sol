// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

/// @notice Something for accounts to call: it answers, refuses in three ways, or calls on.
contract CallTarget {
    event Called(address caller, uint256 value, uint256 argument);

    error TargetRefused(uint256 argument);

    function echo(uint256 argument) external payable returns (uint256) {
        emit Called(msg.sender, msg.value, argument);
        return argument;
    }

    function refuse(uint256 argument) external pure {
        revert TargetRefused(argument);
    }

    function refuseSilently() external pure {
        // solhint-disable-next-line reason-string, gas-custom-errors
        revert();
    }

    function panic() external pure {
        assert(false);
    }

    function forward(address target, bytes calldata data) external {
        (bool success, bytes memory result) = target.call(data);
        if (!success) {
            assembly ("memory-safe") {
                revert(add(result, 0x20), mload(result))
            }
        }
    }
}
